/* global jest */
// Jest knows one time limit for all projects; each tier has its own here.
jest.setTimeout(globalThis.TEST_TIMEOUT_MS);
