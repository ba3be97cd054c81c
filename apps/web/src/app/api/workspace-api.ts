import { inject, Injectable } from '@angular/core';
import type {
  AcceptedInvitationResponse,
  ApiKeyResponse,
  CreateApiKeyRequest,
  CreatedApiKeyResponse,
  CreateInvitationRequest,
  InvitationResponse,
  MemberResponse,
  Role,
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
  changeMember(userId: string, role: Role): Promise<void> {
    return this.http.patch(`/api/v1/members/${userId}`, { role });
  }
  removeMember(userId: string): Promise<void> {
    return this.http.delete(`/api/v1/members/${userId}`);
  }
  invitations(): Promise<InvitationResponse[]> {
    return this.http.all('/api/v1/invitations');
  }
  invite(request: CreateInvitationRequest): Promise<InvitationResponse> {
    return this.http.post('/api/v1/invitations', request);
  }
  cancelInvitation(id: string): Promise<void> {
    return this.http.delete(`/api/v1/invitations/${id}`);
  }
  acceptInvitation(token: string): Promise<AcceptedInvitationResponse> {
    return this.http.post('/api/v1/invitations/accept', { token });
  }
}
