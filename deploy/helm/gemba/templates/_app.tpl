{{/*
One app: deployment, service and disruption budget. Takes a dict: root, name (as in the image), values (of the app),
isScaled (whether something else decides how many there are).
*/}}
{{- define "gemba.app" -}}
{{- $root := .root }}
{{- $fullname := printf "%s-%s" (include "gemba.fullname" $root) .name }}
{{- $selector := list $root .name }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $fullname }}
  labels: {{- include "gemba.labels" $root | nindent 4 }} {{- include "gemba.selector" $selector | nindent 4 }}
spec:
  {{- if not .isScaled }}
  replicas: {{ .values.replicas }}
  {{- end }}
  selector:
    matchLabels: {{- include "gemba.selector" $selector | nindent 6 }}
  strategy:
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
  template:
    metadata:
      labels: {{- include "gemba.labels" $root | nindent 8 }} {{- include "gemba.selector" $selector | nindent 8 }}
      {{- if or $root.Values.metrics.annotations $root.Values.podAnnotations }}
      annotations:
        {{- if $root.Values.metrics.annotations }}
        prometheus.io/scrape: 'true'
        prometheus.io/port: '8080'
        prometheus.io/path: /metrics
        {{- end }}
        {{- with $root.Values.podAnnotations }}{{ toYaml . | nindent 8 }}{{ end }}
      {{- end }}
    spec:
      {{- include "gemba.podSecurity" $root | nindent 6 }}
      {{- include "gemba.placement" $root | nindent 6 }}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {{- include "gemba.selector" $selector | nindent 14 }}
      # What is under way is finished before the process is killed: five seconds until nobody sends any more, and its grace.
      terminationGracePeriodSeconds: {{ add $root.Values.shutdownGraceSeconds 10 }}
      containers:
        - name: {{ .name }}
          {{- include "gemba.containerSecurity" $root | nindent 10 }}
          args: [dist/apps/{{ .name }}/src/main.js]
          env: {{- include "gemba.environment" $root | nindent 12 }}
          ports:
            - { name: http, containerPort: 8080 }
          # Two minutes to start: the first projector of a version makes its tables.
          startupProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: { path: /health/ready, port: http }
            periodSeconds: 5
            timeoutSeconds: 4
            failureThreshold: 2
          lifecycle:
            preStop:
              exec: { command: [sleep, '5'] }
          resources: {{- toYaml .values.resources | nindent 12 }}
          volumeMounts: {{- include "gemba.mounts" $root | nindent 12 }}
      volumes: {{- include "gemba.volumes" $root | nindent 8 }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $fullname }}
  labels: {{- include "gemba.labels" $root | nindent 4 }} {{- include "gemba.selector" $selector | nindent 4 }}
spec:
  selector: {{- include "gemba.selector" $selector | nindent 4 }}
  ports:
    - { name: http, port: 80, targetPort: http }
{{- if .values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $fullname }}
  labels: {{- include "gemba.labels" $root | nindent 4 }} {{- include "gemba.selector" $selector | nindent 4 }}
spec:
  maxUnavailable: {{ .values.podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels: {{- include "gemba.selector" $selector | nindent 6 }}
{{- end }}
{{- end }}
