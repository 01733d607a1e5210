import { type PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Text is sent in pieces of about this many characters. */
const PIECE_CHARACTERS = 256 * 1024;

/** Streams lines of COPY text into a table. `into` is a table with its columns; each line ends with a line feed. */
export const copyRows = (client: PoolClient, into: string, lines: Iterable<string>): Promise<void> =>
  new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(`copy ${into} from stdin`));
    stream.on('error', reject);
    stream.on('finish', resolve);
    let piece = '';
    for (const line of lines) {
      piece += line;
      if (piece.length < PIECE_CHARACTERS) continue;
      stream.write(piece);
      piece = '';
    }
    stream.end(piece);
  });
