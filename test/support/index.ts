export { createTestDatabase, type TestDatabase, type TestServer } from './test-database';
export { startTestServer } from './test-server';
