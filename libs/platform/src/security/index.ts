export { AccessGuard, RequiresScope } from './access.guard';
export { Admission } from './admission';
export { admissionOf, SIGNING_KEYS, signingKeysOf } from './admission-parts';
export { expiryText, mintApiKey, type MintedKey, parseApiKey, withExpiry } from './api-keys/api-key-entry';
export { ApiKeyRing } from './api-keys/api-key-ring';
export {
  type KeyFileContent,
  type ListedKey,
  readKeyFile,
  withKeyAdded,
  withKeyRemoved,
  withKeyReplaced,
} from './api-keys/key-file';
export { refuseOpenListening } from './listening-address';
export { DESCRIPTION, type Openness, OpenToAll } from './open-to-all';
export { isScope, SCOPES, type Scope } from './scope';
export { SecurityLifetime } from './security-lifetime';
