/** The keys that the Compose specification has, from compose-spec.json of compose-go 2.13. */
export const schemaKeys = {
  root: words('version name include services models networks volumes secrets configs'),
  /** Keys of the root that hold named parts; what is in them, but for services, is not checked. */
  mappings: words('models networks volumes secrets configs'),
  service: words(`
    develop deploy annotations attach build blkio_config cap_add cap_drop cgroup cgroup_parent
    command configs container_name cpu_count cpu_percent cpu_shares cpu_quota cpu_period
    cpu_rt_period cpu_rt_runtime cpus cpuset credential_spec depends_on device_cgroup_rules devices
    dns dns_opt dns_search domainname entrypoint env_file label_file environment expose extends
    provider external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation
    labels links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit
    network_mode models networks oom_kill_disable oom_score_adj pid pids_limit platform ports
    pre_start post_start pre_stop privileged profiles pull_policy pull_refresh_after read_only
    restart runtime scale security_opt shm_size secrets sysctls stdin_open stop_grace_period
    stop_signal storage_opt tmpfs tty ulimits use_api_socket user uts userns_mode volumes
    volumes_from working_dir`),
  port: words('name mode host_ip target published protocol app_protocol'),
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
