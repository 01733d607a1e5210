export { AccessGuard, OpenToAll, RequiresScope } from './access.guard';
export { ApiKeyRing, isScope, mintApiKey, SCOPES, type Scope } from './api-key';
export { isLoopback, refuseOpenListening } from './listening-address';
