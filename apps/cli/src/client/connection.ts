import { Injectable } from '@nestjs/common';
import { findInstance, type Found } from '../instance/find-instance';
import { GembaClient } from './gemba-client';

/** The way to the running Gemba, looked for when a command needs it. */
@Injectable()
export class Connection {
  find(): Promise<Found> {
    return findInstance(process.env, process.cwd());
  }

  async open(): Promise<GembaClient> {
    const { httpUrl } = await this.find();
    return new GembaClient(httpUrl, process.env['GEMBA_API_KEY']);
  }
}
