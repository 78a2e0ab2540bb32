import { api, publicPage, type Route } from '../../platform/http/route.ts';
import { showApi } from './api-page.tsx';
import { calendarOperations } from './calendar.ts';
import { catalogueOperations } from './catalogue.ts';
import { changesOperation } from './changes.ts';
import { consultationOperations } from './consultations.ts';
import { openApiDocument } from './openapi.ts';
import type { Operation } from './operation.ts';
import { programmeOperations } from './programme.ts';
import { questionOperations } from './questions.ts';
import { registerOperations } from './register.ts';

export { parametersOf } from './openapi.ts';
export { LivesOn, type Operation, WrongParameter } from './operation.ts';

/** Everything programs may ask for, in the order in which it is explained. */
export const operations: readonly Operation[] = [
  ...catalogueOperations,
  ...questionOperations,
  ...consultationOperations,
  ...programmeOperations,
  ...calendarOperations,
  ...registerOperations,
  changesOperation,
];

export const apiRoutes: readonly Route[] = [
  publicPage('api.page', '/api', (call) => showApi(call, operations)),
  api('api.openapi', '/api/v1/openapi.json', (call) =>
    Response.json(openApiDocument(operations, call.services.config.baseUrl.origin), {
      headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json; charset=utf-8' },
    }),
  ),
  ...operations.map(({ route }) => route),
];
