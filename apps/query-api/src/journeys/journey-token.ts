import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 16;
const TOKEN = /^[\w-]{22}$/;

/** 128 random bits: nobody guesses one. */
export const mintToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

export const isToken = (text: string): boolean => TOKEN.test(text);

/** What is kept of a token. It is long and random, so a plain digest cannot be turned back. */
export const digestOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Takes the same time wherever the first difference lies. */
export const isDigestOf = (digest: Buffer, token: string): boolean => timingSafeEqual(digest, digestOfToken(token));
