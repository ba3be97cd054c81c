import { inject, Injectable } from '@angular/core';
import type {
  ApiKeyResponse,
  CreateApiKeyRequest,
  CreatedApiKeyResponse,
  MemberResponse,
} from '@headroom/models';
import { Http } from './http';

@Injectable({ providedIn: 'root' })
export class WorkspaceApi {
  private readonly http = inject(Http);

  keys(): Promise<ApiKeyResponse[]> {
    return this.http.all('/api/v1/api-keys');
  }
  createKey(request: CreateApiKeyRequest): Promise<CreatedApiKeyResponse> {
    return this.http.post('/api/v1/api-keys', request);
  }
  revokeKey(id: string): Promise<void> {
    return this.http.delete(`/api/v1/api-keys/${id}`);
  }
  members(): Promise<MemberResponse[]> {
    return this.http.all('/api/v1/members');
  }
}
