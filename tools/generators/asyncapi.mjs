// The description of every message in and out, and each schema in a file of its own, from the code that makes and checks
// them. What consumers were promised last stands in docs/contracts: see tools/contracts.mjs.

export const name = 'AsyncAPI description';
export const needsBuild = true;

const FOLDER = 'docs/generated';

export const outputs = ({ load }) => {
  const { describeMessages } = load('apps/projector/src/contracts/describe-messages.ts');
  const { publishedSchemas } = load('apps/projector/src/contracts/published-schemas.ts');
  const { topicsOf } = load('apps/projector/src/contracts/topics.ts');
  const { KafkaConfig } = load('libs/platform/src/index.ts');
  const schemas = publishedSchemas().map(({ key, schema }) => [`${FOLDER}/schemas/${key}.json`, schema]);
  return Object.fromEntries(
    [[`${FOLDER}/asyncapi.json`, describeMessages(topicsOf(new KafkaConfig()))], ...schemas].map(([path, value]) => [
      path,
      `${JSON.stringify(value, null, 2)}\n`,
    ]),
  );
};
