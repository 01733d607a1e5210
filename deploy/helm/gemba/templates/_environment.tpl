{{/* Secrets are files, never values: what stands in the environment is where they are. */}}
{{- define "gemba.kafkaEnvironment" -}}
{{- if .Values.kafka.brokers }}
- { name: GEMBA_KAFKA_BROKERS, value: {{ join "," .Values.kafka.brokers | quote }} }
- { name: GEMBA_KAFKA_GROUP_ID, value: {{ .Values.kafka.groupId | quote }} }
- { name: GEMBA_KAFKA_EVENTS_TOPIC, value: {{ .Values.kafka.eventsTopic | quote }} }
{{- with .Values.kafka.tls }}
{{- if .enabled }}
- { name: GEMBA_KAFKA_TLS, value: 'on' }
{{- if .caKey }}
- { name: GEMBA_KAFKA_TLS_CA_FILE, value: {{ printf "/run/gemba/kafka-tls/%s" .caKey | quote }} }
{{- end }}
{{- if .certKey }}
- { name: GEMBA_KAFKA_TLS_CERT_FILE, value: {{ printf "/run/gemba/kafka-tls/%s" .certKey | quote }} }
- { name: GEMBA_KAFKA_TLS_KEY_FILE, value: {{ printf "/run/gemba/kafka-tls/%s" (required "kafka.tls.keyKey is needed with kafka.tls.certKey" .keyKey) | quote }} }
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.kafka.sasl }}
{{- if .mechanism }}
- { name: GEMBA_KAFKA_SASL_MECHANISM, value: {{ .mechanism | quote }} }
- { name: GEMBA_KAFKA_SASL_USERNAME, value: {{ required "kafka.sasl.username is needed with kafka.sasl.mechanism" .username | quote }} }
- { name: GEMBA_KAFKA_SASL_PASSWORD_FILE, value: {{ printf "/run/gemba/kafka-sasl/%s" .passwordKey | quote }} }
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "gemba.environment" -}}
- { name: GEMBA_HTTP_HOST, value: '0.0.0.0' }
- { name: GEMBA_HTTP_PORT, value: '8080' }
- { name: GEMBA_DATABASE_URL_FILE, value: {{ printf "/run/gemba/database/%s" .Values.database.urlKey | quote }} }
- { name: GEMBA_DATABASE_POOL_SIZE, value: {{ .Values.database.poolSize | quote }} }
- { name: GEMBA_EVENT_STORE, value: {{ .Values.eventStore.kind | quote }} }
{{- if eq .Values.eventStore.kind "eventstoredb" }}
- { name: GEMBA_EVENTSTOREDB_URL_FILE, value: {{ printf "/run/gemba/eventstoredb/%s" .Values.eventStore.urlKey | quote }} }
{{- end }}
{{- if .Values.apiKeys.existingSecret }}
- { name: GEMBA_API_KEYS_FILE, value: {{ printf "/run/gemba/api-keys/%s" .Values.apiKeys.key | quote }} }
{{- end }}
{{- with .Values.oidc }}
{{- if .issuer }}
- { name: GEMBA_OIDC_ISSUER, value: {{ .issuer | quote }} }
- { name: GEMBA_OIDC_AUDIENCE, value: {{ required "oidc.audience is needed with oidc.issuer" .audience | quote }} }
- { name: GEMBA_OIDC_SCOPE_PREFIX, value: {{ .scopePrefix | quote }} }
{{- if .jwksUrl }}
- { name: GEMBA_OIDC_JWKS_URL, value: {{ .jwksUrl | quote }} }
{{- end }}
{{- end }}
{{- end }}
- { name: GEMBA_RATE_LIMIT_PER_MINUTE, value: {{ .Values.rateLimitPerMinute | int64 | quote }} }
- { name: GEMBA_TRUSTED_PROXIES, value: {{ join "," .Values.trustedProxies | quote }} }
- { name: GEMBA_ORGANISATION_TZ, value: {{ .Values.organisationTz | quote }} }
- { name: GEMBA_LOG_LEVEL, value: {{ .Values.logLevel | quote }} }
- { name: GEMBA_LOG_FORMAT, value: json }
- { name: GEMBA_BODY_LIMIT_BYTES, value: {{ .Values.bodyLimitBytes | int64 | quote }} }
- { name: GEMBA_SHUTDOWN_GRACE_SECONDS, value: {{ .Values.shutdownGraceSeconds | quote }} }
- { name: GEMBA_PROJECTOR_PARTITIONS, value: {{ .Values.projector.partitions | quote }} }
- { name: GEMBA_PROJECTOR_LEASE_SECONDS, value: {{ .Values.projector.leaseSeconds | quote }} }
{{- include "gemba.kafkaEnvironment" . }}
{{- end }}

{{- define "gemba.kafkaMounts" -}}
{{- if and .Values.kafka.brokers .Values.kafka.tls.enabled .Values.kafka.tls.existingSecret }}
- { name: kafka-tls, mountPath: /run/gemba/kafka-tls, readOnly: true }
{{- end }}
{{- if and .Values.kafka.brokers .Values.kafka.sasl.mechanism }}
- { name: kafka-sasl, mountPath: /run/gemba/kafka-sasl, readOnly: true }
{{- end }}
{{- end }}

{{- define "gemba.kafkaVolumes" -}}
{{- if and .Values.kafka.brokers .Values.kafka.tls.enabled .Values.kafka.tls.existingSecret }}
- name: kafka-tls
  secret: { secretName: {{ .Values.kafka.tls.existingSecret | quote }}, defaultMode: 0440 }
{{- end }}
{{- if and .Values.kafka.brokers .Values.kafka.sasl.mechanism }}
- name: kafka-sasl
  secret: { secretName: {{ required "kafka.sasl.existingSecret is needed with kafka.sasl.mechanism" .Values.kafka.sasl.existingSecret | quote }}, defaultMode: 0440 }
{{- end }}
{{- end }}

{{- define "gemba.mounts" -}}
- { name: tmp, mountPath: /tmp }
- { name: database, mountPath: /run/gemba/database, readOnly: true }
{{- if eq .Values.eventStore.kind "eventstoredb" }}
- { name: eventstoredb, mountPath: /run/gemba/eventstoredb, readOnly: true }
{{- end }}
{{- if .Values.apiKeys.existingSecret }}
# The whole folder: a file mounted by subPath would never change, and keys are rotated without a restart.
- { name: api-keys, mountPath: /run/gemba/api-keys, readOnly: true }
{{- end }}
{{- include "gemba.kafkaMounts" . }}
{{- end }}

{{- define "gemba.volumes" -}}
- name: tmp
  emptyDir: {}
# The apps never see the administrator's URL.
- name: database
  secret:
    secretName: {{ .Values.database.existingSecret | quote }}
    defaultMode: 0440
    items: [{ key: {{ .Values.database.urlKey | quote }}, path: {{ .Values.database.urlKey | quote }} }]
{{- if eq .Values.eventStore.kind "eventstoredb" }}
- name: eventstoredb
  secret: { secretName: {{ required "eventStore.existingSecret is needed with eventStore.kind eventstoredb" .Values.eventStore.existingSecret | quote }}, defaultMode: 0440 }
{{- end }}
{{- if .Values.apiKeys.existingSecret }}
- name: api-keys
  secret: { secretName: {{ .Values.apiKeys.existingSecret | quote }}, defaultMode: 0440 }
{{- end }}
{{- include "gemba.kafkaVolumes" . }}
{{- end }}
