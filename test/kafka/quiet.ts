import { Logger } from '@nestjs/common';

// Brokers that come and go are what these specs are about; what the client says of it would drown their titles.
if (process.env['GEMBA_TEST_LOG'] === undefined) Logger.overrideLogger(false);
