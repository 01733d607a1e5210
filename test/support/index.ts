export { dockerAnswers } from './docker';
export * from './kafka';
export { createTestDatabase, type TestDatabase, type TestServer } from './test-database';
export { makeTestDataDir, startTestServer } from './test-server';
export { TcpProxy } from './tcp-proxy';
export { waitUntil } from './wait-until';
