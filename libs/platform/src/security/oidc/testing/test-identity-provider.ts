import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, type KeyLike, SignJWT } from 'jose';

interface Signer {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyLike;
  readonly publicJwk: JWK;
}

/** What a token says, but for what the provider fills in. */
export type Claims = JWTPayload & Record<string, unknown>;

/** An identity provider on this machine: signs real tokens, publishes its keys over HTTP, rotates them, goes away. */
export class TestIdentityProvider {
  /** How often its key set was asked for. */
  keyRequests = 0;
  /** Answers instead of its own: as a provider in trouble would. */
  trouble: ((response: ServerResponse) => void) | null = null;
  private signers: Signer[] = [];

  private constructor(private readonly server: Server) {}

  static async start(alg = 'RS256'): Promise<TestIdentityProvider> {
    const server = createServer();
    const provider = new TestIdentityProvider(server);
    server.on('request', ({ url }, response) => provider.answer(url ?? '', response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await provider.rotate(alg);
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/realm`;
  }

  get jwksUrl(): string {
    return `${this.issuer}/keys`;
  }

  /** Signs with a new key from now on; the old one stays published or goes. */
  async rotate(alg = 'RS256', keepsOld = false): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const kid = `key-${alg}-${Date.now()}-${this.signers.length}-${Math.trunc(performance.now() * 1_000)}`;
    const publicJwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
    this.signers = [{ kid, alg, privateKey: privateKey as KeyLike, publicJwk }, ...(keepsOld ? this.signers : [])];
  }

  /** A token of this provider that is valid for five minutes, unless the claims say otherwise. */
  async sign(claims: Claims = {}): Promise<string> {
    const { kid, alg, privateKey } = this.signers[0]!;
    const nowS = Math.floor(Date.now() / 1000);
    const all = { iss: this.issuer, sub: 'ann', aud: 'gemba-api', iat: nowS, exp: nowS + 300, ...claims };
    return new SignJWT(all).setProtectedHeader({ alg, kid, typ: 'at+jwt' }).sign(privateKey);
  }

  get publicJwk(): JWK {
    return this.signers[0]!.publicJwk;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private answer(url: string, response: ServerResponse): void {
    const keys = url === '/realm/keys';
    if (keys) this.keyRequests++;
    if (this.trouble !== null) return this.trouble(response);
    const body = keys
      ? { keys: this.signers.map(({ publicJwk }) => publicJwk) }
      : { issuer: this.issuer, jwks_uri: this.jwksUrl };
    response.writeHead(keys || url === '/realm/.well-known/openid-configuration' ? 200 : 404, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(body));
  }
}
