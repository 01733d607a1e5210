export { type Arrival, arrivalsOf, streamWritesOf } from './arrivals';
export { cloudEventOf } from './cloud-event';
export { fieldSalesProcessFile } from './field-sales.process-file';
export { FIELD_SALES_STEPS, type StepKey } from './field-sales.steps';
export { CALENDAR_ID, ORGANISATION_ID, PROCESS_ID } from './organisation';
export { organisationPlan, type OrganisationPlan } from './organisation-plan';
export { PLANTED_FACTS, type PlantedFacts } from './planted-facts';
