import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

/** What the router holds, from its own drawing of itself: every method of every path, whoever registered it. */
export const routesOf = (app: NestFastifyApplication): readonly Route[] => {
  const drawing = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const above: string[] = [];
  return drawing.split('\n').flatMap((line) => {
    const [, indent = '', text = ''] = /^([│ ├└─]*)(.*)$/.exec(line) ?? [];
    if (text === '') return [];
    const [, part = '', methods] = /^(.*?)(?: \(([A-Z, ]+)\))?$/.exec(text) ?? [];
    above.splice(indent.length / 4 - 1, Infinity, part);
    const path = above.join('').replace(/^\/\//, '/');
    return methods === undefined ? [] : methods.split(', ').map((method) => ({ method, path }) as Route);
  });
};
