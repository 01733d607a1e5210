export { bindingAt } from './boundary-definition';
export * from './handover';
export { counts } from './hold-against';
