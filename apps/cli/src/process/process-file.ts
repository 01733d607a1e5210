import { readFile } from 'node:fs/promises';
import { CliFailure, EXIT } from '../failure/cli-failure';

/** The file's text, or that of the template of that name. */
export const readProcessFile = async (file: string): Promise<string> => {
  const { PROCESS_TEMPLATES } = await import('@gemba/sales-process');
  const template = (PROCESS_TEMPLATES as Readonly<Record<string, string>>)[file];
  try {
    return await readFile(template ?? file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const names = Object.keys(PROCESS_TEMPLATES).join(', ');
    throw new CliFailure(
      EXIT.usage,
      `${file} cannot be read (${why}).`,
      `Give a file, or one of the templates ${names}.`,
    );
  }
};
