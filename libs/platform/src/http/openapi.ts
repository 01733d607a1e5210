import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { DESCRIPTION } from '../security';

export const describeInterface = (app: INestApplication): OpenAPIObject => {
  const frame = new DocumentBuilder()
    .setTitle('Gemba')
    .setDescription(
      'Records every action on a deal as an immutable stream and shows where the sales process stalls, hands over ' +
        'incomplete work, or drifts. Refusals are problem details (RFC 9457) with a literal code.',
    )
    .setVersion('1')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description:
        'An API key or a token of the organisation’s identity provider; not needed on loopback without keys.',
    })
    .build();
  return SwaggerModule.createDocument(app, frame);
};

/** `/docs` for people, `/openapi.json` for programs. */
export const serveInterfaceDescription = (app: INestApplication): void =>
  SwaggerModule.setup(DESCRIPTION.page, app, () => describeInterface(app), {
    jsonDocumentUrl: DESCRIPTION.json,
    yamlDocumentUrl: DESCRIPTION.yaml,
    customSiteTitle: 'Gemba: HTTP interface',
  });
