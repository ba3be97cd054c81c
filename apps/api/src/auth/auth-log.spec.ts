import { Logger } from '@nestjs/common';
import { APIError } from 'better-auth/api';
import { authLog } from './auth-log';

describe('the log of the sign-in library', () => {
  const logger = new Logger('Auth');
  const error = jest.spyOn(logger, 'error').mockImplementation();
  const debug = jest.spyOn(logger, 'debug').mockImplementation();
  afterEach(() => jest.clearAllMocks());

  it('keeps refusals, which anybody can cause, out of the errors', () => {
    authLog(logger)('error', 'Failed to validate API key:', new APIError('UNAUTHORIZED'));
    expect(error).not.toHaveBeenCalled();
    expect(debug).toHaveBeenCalledTimes(1);
  });

  it('tells faults as errors, with what failed', () => {
    const fault = new Error('connection lost');
    authLog(logger)('error', 'Failed to validate API key:', fault);
    expect(error).toHaveBeenCalledWith({ msg: 'Failed to validate API key:', err: fault });
    expect(debug).not.toHaveBeenCalled();
  });
});
