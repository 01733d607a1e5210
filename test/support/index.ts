export { dockerAnswers } from './docker';
export { createTestDatabase, type TestDatabase, type TestServer } from './test-database';
export { makeTestDataDir, startTestServer } from './test-server';
