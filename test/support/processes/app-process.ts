import { freePorts } from '../kafka/free-ports';
import { BuiltProgram, type Environment, mainOf, type Surroundings } from './built-program';

export type AppName = 'recorder' | 'projector' | 'query-api';

/** The real, built app in a process of its own, on a port of its own. */
export class AppProcess extends BuiltProgram {
  readonly httpUrl: string;

  private constructor(
    readonly app: AppName,
    httpPort: number,
    { environment, ...surroundings }: Surroundings,
  ) {
    super([mainOf(app)], { ...surroundings, environment: { GEMBA_HTTP_PORT: String(httpPort), ...environment } });
    this.httpUrl = `http://127.0.0.1:${httpPort}`;
  }

  /** Begins a start on any free port; `untilReady` or `exitCode` tells what came of it. */
  static async spawn(app: AppName, environment: Environment): Promise<AppProcess> {
    const [httpPort] = await freePorts(1);
    return AppProcess.at(httpPort!, app, { environment });
  }

  /** The same on a port that the caller knows to be free. */
  static at(httpPort: number, app: AppName, surroundings: Surroundings): AppProcess {
    return new AppProcess(app, httpPort, surroundings);
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.httpUrl}/health/ready`).catch(() => null))?.ok ?? false;
  }

  /** Resolves when it answers that every part of it works. */
  async untilReady(): Promise<void> {
    await this.until('was ready', () => this.isReady());
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.httpUrl}/metrics`)).text();
  }
}
