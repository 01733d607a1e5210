export interface Login {
  readonly user: string;
  readonly password: string;
}

/** A URL over a unix socket, as libpq and pg understand it: the folder stands, percent-encoded, in the host's place. */
export const socketUrl = (login: Login, socketFolder: string, port: number, database: string): string =>
  `postgres://${login.user}:${login.password}@${encodeURIComponent(socketFolder)}:${port}/${database}`;

export const tcpUrl = (login: Login, port: number, database: string): string =>
  `postgres://${login.user}:${login.password}@127.0.0.1:${port}/${database}`;

/** The same server and login, another database. */
export const withDatabase = (url: string, database: string): string => url.replace(/\/[^/]*$/, `/${database}`);
