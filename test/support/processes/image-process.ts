import { BuiltProgram, CHECKOUT, type Environment } from './built-program';

/** A tree laid out as the image is: this checkout once it is built, or what IMAGE_TREE names. */
const TREE = process.env['IMAGE_TREE'] ?? CHECKOUT;
const LISTENING = /Listening on (http:\/\/[^"\s]+)/;

/** One process of the image, as a container runs it: its program, its environment, and nothing else. */
export class ImageProcess extends BuiltProgram {
  /** @param command what the compose file says behind the image's entry point */
  constructor(command: readonly string[], environment: Environment) {
    super(['--enable-source-maps', ...command], {
      cwd: TREE,
      environment: { NODE_ENV: 'production', ...environment },
    });
  }

  /** Where it listens, once it does. */
  async url(): Promise<string> {
    await this.until('said where it listens', () => this.isListening);
    return LISTENING.exec(this.text)![1]!;
  }

  get isListening(): boolean {
    return LISTENING.test(this.text);
  }
}
