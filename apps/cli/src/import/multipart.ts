import { type ImportOrder } from './import-order';

/** The upload as multipart/form-data, the file last and read a piece at a time. */
export async function* multipartBody(
  { mappingText, correctsText, lookups }: Pick<ImportOrder, 'mappingText' | 'correctsText' | 'lookups'>,
  file: AsyncIterable<Buffer>,
  boundary: string,
): AsyncGenerator<Buffer> {
  const head = (disposition: string): Buffer =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`);
  const end = Buffer.from('\r\n');
  if (mappingText !== null) yield Buffer.concat([head('name="mapping"'), Buffer.from(mappingText), end]);
  if (correctsText !== null) yield Buffer.concat([head('name="corrects"'), Buffer.from(correctsText), end]);
  for (const { name, content } of lookups) {
    yield Buffer.concat([head(`name="lookup"; filename="${quotable(name)}"`), content, end]);
  }
  yield head('name="file"; filename="file"');
  yield* file;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

/** Inside quotes these three would end the name or the line. */
const quotable = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
