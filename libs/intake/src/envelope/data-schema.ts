import { type DataSchema } from '@gemba/sales-process/sales.events.schema';
import { canonicalInstant } from '@gemba/event-sourcing';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { fault, type IntakeFault, quoted } from './fault-codes';
import { isTimeZone } from './time-zone';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
ajv.addFormat('date-time', (text) => canonicalInstant(text) !== null);
ajv.addFormat('date', (text) => DATE.test(text) && canonicalInstant(`${text}T00:00:00Z`) !== null);
ajv.addFormat('time-zone', isTimeZone);

/** What an instant must be, for whoever sent another: also a leap second and the year 9999 are RFC 3339. */
export const INSTANT_WANTED =
  'RFC 3339 with an offset, seconds up to 59, years from 1900 to 2199, such as 2026-09-02T12:12:13+02:00';

const FORMATS: ReadonlyMap<unknown, string> = new Map([
  ['date-time', INSTANT_WANTED],
  ['date', 'a date that exists, years from 1900 to 2199, such as 2026-09-02'],
  ['time-zone', 'an IANA time zone, such as Europe/Berlin'],
]);

const compiled = new Map<DataSchema, ValidateFunction>();

/** Each schema is compiled once, when its first event comes. */
const validatorOf = (schema: DataSchema): ValidateFunction => {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate;
};

const pathOf = ({ instancePath }: ErrorObject): string =>
  `data${instancePath.replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')}`;

const faultOf = (error: ErrorObject): IntakeFault => {
  const path = pathOf(error);
  if (error.keyword === 'required') {
    const field = `${path}.${String(error.params['missingProperty'])}`;
    return fault('missing', field, `${field} is missing. Send it.`);
  }
  const wanted = error.keyword === 'format' ? FORMATS.get(error.params['format']) : undefined;
  if (wanted !== undefined) return fault('invalid', path, `${path} is ${quoted(error.data)}: send ${wanted}.`);
  const allowed = error.keyword === 'enum' ? ` (${(error.params['allowedValues'] as unknown[]).join(', ')})` : '';
  return fault('invalid', path, `${path} is ${quoted(error.data)}: it ${error.message ?? 'is not valid'}${allowed}.`);
};

/** Everything in an event's data that the schema of its shape forbids; none for valid data. */
export const schemaFaults = (schema: DataSchema, data: object): readonly IntakeFault[] => {
  const validate = validatorOf(schema);
  return validate(data) ? [] : (validate.errors ?? []).map(faultOf);
};
