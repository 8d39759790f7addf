import { ToolkitError } from '../model/errors';
import type { ApiModel } from '../model/types';
import { isUnresolved } from '../model/values';
import type { Values } from './contracts';
import { serviceSubtypes } from './integrations/undocumented/services';
import type { ServiceStubsOption } from './integrations/service-calls';
import { find, isNamed, pathOf } from './names';
import type { LocalGatewayOptions } from './options';
import type { EnvironmentOption } from './values';

const known: Readonly<Record<keyof LocalGatewayOptions, true>> = {
  clock: true,
  environment: true,
  fetchIssuerKeys: true,
  functions: true,
  serviceStubs: true,
  targets: true,
  throttle: true,
  truststores: true,
};

/** Throws if an option does not exist, or names an element that the app does not have. It would have no effect otherwise. */
export function enforceOptions(options: LocalGatewayOptions, model: ApiModel, values: Values): void {
  for (const name of Object.keys(options)) {
    if (name in known) continue;
    throw new ToolkitError(
      'UnknownOption',
      `LocalGateway does not have the option \`${name}\`. Options: ${Object.keys(known).join(', ')}.`,
    );
  }
  enforceEnvironment(options.environment ?? {}, model, values);
  enforceStubs(options.serviceStubs ?? {}, model);
}

function enforceEnvironment(environment: EnvironmentOption, { functions }: ApiModel, values: Values): void {
  for (const [name, value] of Object.entries(environment)) {
    if (typeof value === 'object' && value !== null) {
      for (const [variable, text] of Object.entries(value)) enforceText(text, `${variable} of ${name}`);
      const isOwnName = functions.some((fn) => values.functionName(fn) === name);
      // The message lists the functions that can be named.
      if (!isOwnName && !functions.some((fn) => isNamed(fn, name))) find(functions, name, 'function');
      continue;
    }
    enforceText(value, name);
    const uses = functions.some(({ environment: own }) => isUnresolved(own) || name in own);
    if (uses) continue;
    throw new ToolkitError(
      'UnknownVariable',
      `No function has the environment variable ${name} of the option \`environment\`. To add a variable, name the function: { Orders: { ${name}: '…' } }. Functions: ${functions.map(pathOf).join(', ') || 'none'}.`,
    );
  }
}

function enforceText(value: unknown, name: string): void {
  if (typeof value === 'string') return;
  const type = value === null ? 'null' : `a value of type ${typeof value}`;
  throw new ToolkitError('WrongVariable', `The option \`environment\` has ${type} for ${name}. Pass a text.`);
}

function enforceStubs(stubs: ServiceStubsOption, { apis }: ApiModel): void {
  const integrations = apis
    .flatMap((api) => api.integrations)
    .filter(({ subtype, target }) => subtype !== undefined || target.kind === 'service');
  for (const [name, stub] of Object.entries(stubs)) {
    if (typeof stub !== 'function') {
      throw new ToolkitError(
        'WrongStub',
        `The option \`serviceStubs\` has a value of type ${typeof stub} for ${name}. Pass a function that returns the response.`,
      );
    }
    if (serviceSubtypes.includes(name) || integrations.some((integration) => isNamed(integration, name))) continue;
    // WebSocket APIs name service and action, such as `dynamodb:PutItem`.
    const [service, action] = name.split(':');
    if (action && integrations.some(({ target }) => target.kind === 'service' && target.service === service)) continue;
    throw new ToolkitError(
      'UnknownStub',
      `The option \`serviceStubs\` has ${name}, which is neither a service integration nor a subtype. Integrations: ${integrations.map(pathOf).join(', ') || 'none'}. Subtypes: ${serviceSubtypes.join(', ')}.`,
    );
  }
}
