import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, throwError } from 'rxjs';
import { Session } from './session';

const ASKING_WHO = '/api/v1/session';

/** A session that ended while a page is open leads back to the sign-in page, and from there to the same place. */
export const signedOutInterceptor: HttpInterceptorFn = (request, next) => {
  const injector = inject(Injector);
  return next(request).pipe(
    catchError((failure: unknown) => {
      const ended = failure instanceof HttpErrorResponse && failure.status === 401;
      if (ended && request.url.startsWith('/api/v1/') && request.url !== ASKING_WHO) {
        // Looked up late: the session itself is made of requests.
        const router = injector.get(Router);
        injector.get(Session).forget();
        void router.navigate(['/sign-in'], { queryParams: { returnTo: router.url } });
      }
      return throwError(() => failure);
    }),
  );
};
