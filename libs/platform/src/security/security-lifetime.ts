import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { GembaConfig } from '../configuration';
import { GembaMetrics } from '../metrics/gemba-metrics';
import { SIGNING_KEYS } from './admission-parts';
import { ApiKeyRing } from './api-keys/api-key-ring';
import { FollowedKeyFile } from './api-keys/followed-key-file';
import { type SigningKeys } from './oidc/signing-keys';

/** Follows the file of API keys, and asks the identity provider for its keys before the first token comes. */
@Injectable()
export class SecurityLifetime implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('ApiKeys');
  private readonly file: FollowedKeyFile | null;

  constructor(
    @Inject(GembaConfig) { security: { apiKeysFile } }: GembaConfig,
    @Inject(ApiKeyRing) private readonly ring: ApiKeyRing,
    @Inject(SIGNING_KEYS) private readonly signingKeys: SigningKeys | null,
    @Inject(GembaMetrics) private readonly metrics: GembaMetrics,
  ) {
    const log = {
      info: (message: string) => this.logger.log(message),
      warn: (message: string) => this.logger.warn(message),
    };
    this.file = apiKeysFile === undefined ? null : new FollowedKeyFile(apiKeysFile, ring, log);
  }

  onModuleInit(): void {
    this.metrics.observe('gemba_api_keys', 'API keys that hold at the moment', () => this.ring.holding());
    this.file?.start();
    if (this.file !== null && this.ring.holding() === 0) {
      this.logger.warn('The file of API keys holds none that is in force: nobody is let in by key until it does.');
    }
    // In the background: who calls with a key need not wait for the identity provider.
    void this.signingKeys?.warmUp();
  }

  onApplicationShutdown(): void {
    this.file?.stop();
  }
}
