export { type Arrival, arrivalsOf, streamWritesOf } from './arrivals';
export { FIELD_SALES_STEPS, type StepKey } from './field-sales.steps';
export { CALENDAR_ID, ORGANISATION_ID, PROCESS_ID } from './organisation';
export { organisationPlan, type OrganisationPlan } from './organisation-plan';
export { PLANTED_FACTS, type PlantedFacts } from './planted-facts';
export { SeededRandom } from './seeded-random';
