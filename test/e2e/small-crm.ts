/** The mapping of a CRM that exports four columns: a deal, its stage, since when, and who did it. */
export const SMALL_CRM_MAPPING = `
mapping: 1
name: small
version: 1
description: Four columns of a small CRM
source: small
format: csv
case: '{number}'
time: { column: moment }
id: [case, stage, moment]
actor: 'small:{who}'
rules:
  - when: { stage: opened }
    emit: [{ event: DealOpened, data: { segment: public, ownerId: 'small:{who}' } }]
  - when: { stage: won }
    emit: [{ event: DealWon, data: {} }]
  - emit: [{ event: StepEntered, data: { stepKey: '{stage}' } }]
`;

/** A file of that CRM. */
export const smallCrmFile = (rows: readonly string[]): string => ['number,stage,moment,who', ...rows].join('\n');
