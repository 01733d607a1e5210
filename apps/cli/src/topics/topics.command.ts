import { Command } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { EnsureTopicsCommand } from './ensure-topics.command';

@Command({
  name: 'topics',
  description: "Gemba's topics on Kafka: ensure",
  subCommands: [EnsureTopicsCommand],
})
export class TopicsCommand extends GembaCommand {
  run(): Promise<void> {
    this.command.help({ error: true });
  }
}
