package org.fedval.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.fedval.agent.cohort.CohortFiles;
import org.fedval.agent.cohort.LabelRule;
import org.fedval.agent.dicomweb.DicomWebSettings;
import org.fedval.agent.dimse.DimseSettings;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.worker.Isolation;
import org.fedval.agent.worker.WorkerSettings;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.study.LabelProvenance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFilesTest {
  private static final String AGENT =
      """
      schema: fedval.agent/v1
      site_id: site-1
      organisation: The Hospital
      enrolment: fedval.example:7444
      data: images
      """;
  private static final Fingerprint FINGERPRINT =
      SigningKey.generate(new SecureRandom()).verifyingKey().fingerprint();

  @TempDir private Path folder;

  private AgentHome home;

  @BeforeEach
  void prepare() throws Exception {
    home = new AgentHome(folder.resolve("home"));
    home.prepare();
  }

  @Test
  void the_least_configuration_has_defaults() throws Exception {
    AgentConfig config = agent(AGENT);

    assertThat(config.siteId()).isEqualTo("site-1");
    assertThat(config.organisation()).isEqualTo("The Hospital");
    assertThat(config.enrolment()).isEqualTo("fedval.example:7444");
    assertThat(config.data()).isEqualTo(Path.of("images"));
    assertThat(config.labels()).isNull();
    assertThat(config.inferenceThreads()).isEqualTo(1);
    assertThat(config.inference(home).isolation()).isEqualTo(Isolation.STRONGEST);
    assertThat(config.inference(home).provider()).isEqualTo(ExecutionProvider.CPU);
    assertThat(config.inference(home).batchLimit()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void isolation_provider_and_time_limit_are_read() throws Exception {
    AgentConfig config =
        agent(AGENT + "isolation: sandbox\nprovider: cuda:1\nbatch_seconds: 90\nthreads: 3\n");

    assertThat(config.inference(home))
        .isEqualTo(
            new WorkerSettings(
                Isolation.SANDBOX,
                new ExecutionProvider(ExecutionProvider.Kind.CUDA, 1),
                3,
                Duration.ofSeconds(90),
                List.of(home.root(), home.root().resolve("images"))));
    assertThat(agent(AGENT + "isolation: process\n").inference(home).isolation())
        .isEqualTo(Isolation.PROCESS);
  }

  @Test
  void labels_and_threads_are_read() throws Exception {
    AgentConfig config = agent(AGENT + "labels: lab/labels.csv\nthreads: 64\n");

    assertThat(config.labels()).isEqualTo(Path.of("lab/labels.csv"));
    assertThat(config.inferenceThreads()).isEqualTo(64);
  }

  private static final String ARCHIVE =
      """
      labels: lab/labels.csv
      source:
        dicomweb:
          url: https://pacs.example:8443/dicom-web/
          user: fedval
          password_file: keys/pacs.password
          client_key_file: keys/pacs.pem
          client_chain_file: keys/pacs-chain.pem
          trust_file: /etc/ssl/hospital.pem
          allow_plain_http: false
          page_size: 50
          request_seconds: 30
          attempts: 2
          wait_minutes: 60
          instance_megabytes: 100
          studies:
            modalities: [DX, CR]
            from: 2024-01-01
            to: 2024-12-31
      """;

  private static String withoutData() {
    return AGENT.replaceFirst("(?m)^data:.*\n", "");
  }

  @Test
  void every_key_of_an_archive_is_read() throws Exception {
    AgentConfig config = agent(withoutData() + ARCHIVE);
    DicomWebSettings archive = config.source().dicomweb().under(Path.of("/srv/agent"));

    assertThat(config.data()).isNull();
    assertThat(archive.base()).hasToString("https://pacs.example:8443/dicom-web");
    assertThat(archive.passwordFile()).isEqualTo(Path.of("/srv/agent/keys/pacs.password"));
    assertThat(archive.clientKeyFile()).isEqualTo(Path.of("/srv/agent/keys/pacs.pem"));
    assertThat(archive.clientChainFile()).isEqualTo(Path.of("/srv/agent/keys/pacs-chain.pem"));
    assertThat(archive.trustFile()).isEqualTo(Path.of("/etc/ssl/hospital.pem"));
    assertThat(archive.user()).isEqualTo("fedval");
    assertThat(archive.page()).isEqualTo(50);
    assertThat(archive.requestSeconds()).isEqualTo(30);
    assertThat(archive.attempts()).isEqualTo(2);
    assertThat(archive.waitMinutes()).isEqualTo(60);
    assertThat(archive.instanceMegabytes()).isEqualTo(100);
    assertThat(archive.filter().modalities()).containsExactly("DX", "CR");
    assertThat(archive.filter().dateRange()).isEqualTo("20240101-20241231");
    assertThat(archive.toString()).isEqualTo("DicomWebSettings");
  }

  @Test
  void every_key_of_a_dimse_archive_is_read() throws Exception {
    AgentConfig config =
        agent(
            withoutData()
                + """
                labels: l.csv
                source:
                  dimse:
                    host: pacs.example
                    port: 2762
                    called_title: PACS
                    calling_title: FEDVAL
                    retrieve: move
                    store_port: 11113
                    key_file: k.pem
                    chain_file: c.pem
                    trust_file: t.pem
                    allow_plain: false
                    request_seconds: 30
                    attempts: 2
                    wait_minutes: 60
                    instance_megabytes: 100
                    studies: {label_column: accession_number}
                """);
    DimseSettings archive = config.source().dimse();

    assertThat(archive.calledTitle()).isEqualTo("PACS");
    assertThat(archive.storePort()).isEqualTo(11113);
    assertThat(archive.under(Path.of("/h")).keyFile()).isEqualTo(Path.of("/h/k.pem"));
    assertThat(config.source().filter().labelColumn()).isEqualTo("accession_number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: https://pacs.example:8443/dicom-web/|url: http://pacs.example|url must start with https",
        "user: fedval|token_file: t|user and password_file belong together",
        "client_key_file: keys/pacs.pem|attempts: 3|",
        "page_size: 50|page_size: 0|page_size must be 1 to 5000",
        "from: 2024-01-01|from: 1.1.2024|must be written as YYYY-MM-DD",
        "to: 2024-12-31|to: 2023-12-31|must not be before",
        "to: 2024-12-31|label_column: name|label_column must be",
        "page_size: 50|pagesize: 50|unknown key 'pagesize'",
        "labels: lab/labels.csv|threads: 2|labels must be given beside source",
      })
  void a_wrong_archive_is_refused_in_a_sentence(String key, String instead, String sentence) {
    assertThatThrownBy(() -> agent(withoutData() + ARCHIVE.replace(key, instead)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence == null ? "" : sentence);
  }

  @Test
  void a_folder_and_an_archive_at_once_are_refused() {
    assertThatThrownBy(() -> agent(AGENT + ARCHIVE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("and not both");
  }

  @Test
  void where_a_site_describes_its_cases_is_read_and_starts_at_the_home() throws Exception {
    CohortFiles least = agent(AGENT).cohortFiles(home);
    CohortFiles full =
        agent(
                AGENT
                    + "reference: {rule: adjudicated, provenance: biopsy}\n"
                    + "attributes: attributes.yaml\nopt_out: opt-out.txt\n")
            .cohortFiles(home);

    assertThat(least).isEqualTo(CohortFiles.of(home.root().resolve("images/labels.csv")));
    assertThat(full)
        .isEqualTo(
            new CohortFiles(
                home.root().resolve("images/labels.csv"),
                LabelRule.ADJUDICATED,
                LabelProvenance.BIOPSY,
                home.root().resolve("attributes.yaml"),
                home.root().resolve("opt-out.txt")));
    assertThatThrownBy(() -> agent(AGENT + "reference: {rule: mean}\n"))
        .hasMessageContaining("reference.rule must be single, majority or adjudicated.");
    assertThatThrownBy(() -> agent(AGENT + "reference: {provenance: rumour}\n"))
        .hasMessageContaining("reference.provenance must be one of report_mined");
  }

  @Test
  void an_unknown_key_is_refused_with_its_line() {
    assertThatThrownBy(() -> agent(AGENT + "thread: 2\nlabels: x\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            home.configFile() + " line 6: unknown key 'thread'; expected one of [");
  }

  @ParameterizedTest
  @CsvSource({
    "schema, fedval.agent/v2, schema must be fedval.agent/v1.",
    "site_id, Site 1, 'site_id must be 1 to 64 characters of a-z, 0-9 and ''-''.'",
    "site_id, '', 'site_id must be 1 to 64 characters of a-z, 0-9 and ''-''.'",
    "site_id, -1, 'site_id must be 1 to 64 characters of a-z, 0-9 and ''-''.'",
    "organisation, '\"\"', organisation must be a name of at most 256 characters.",
    "enrolment, fedval.example, enrolment must be HOST:PORT",
    "enrolment, 'h:0', enrolment must be HOST:PORT",
    "enrolment, 'h:65536', enrolment must be HOST:PORT",
    "threads, 0, threads must be 1 to 64.",
    "threads, 65, threads must be 1 to 64.",
    "threads, many, the value has the wrong type.",
    "isolation, strongest, isolation must be process or sandbox.",
    "provider, gpu, 'provider must be cpu, cuda:N or tensorrt:N'",
    "provider, 'cuda:16', 'provider must be cpu, cuda:N or tensorrt:N'",
    "batch_seconds, 0, batch_seconds must be 1 to 86400."
  })
  void a_wrong_value_is_refused_in_a_sentence(String key, String value, String sentence) {
    String yaml = AGENT.replaceFirst("(?m)^" + key + ":.*\n", "") + key + ": " + value + "\n";

    assertThatThrownBy(() -> agent(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence)
        .hasMessageStartingWith(home.configFile().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "site_id", "organisation", "enrolment", "data"})
  void a_key_that_is_needed_and_missing_is_named(String key) {
    assertThatThrownBy(() -> agent(AGENT.replaceFirst("(?m)^" + key + ":.*\n", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key + " must be ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "- a list\n", "a: [\n", "site_id: a\nsite_id: b\n"})
  void what_is_no_configuration_is_refused(String yaml) {
    assertThatThrownBy(() -> agent(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(home.configFile().toString());
  }

  @Test
  void a_missing_and_a_huge_file_are_refused() throws Exception {
    assertThatThrownBy(() -> AgentConfig.read(home)).hasMessageContaining("does not exist");
    assertThatThrownBy(() -> agent("#".repeat(65 * 1024)))
        .hasMessageEndingWith("is larger than 64 KiB; that is no configuration.");
  }

  @Test
  void every_key_of_the_policy_is_read() throws Exception {
    ApprovalPolicy policy =
        policy(
            """
            schema: fedval.policy/v1
            approve_owners: ["%s"]
            minimum_cell: 20
            minimum_sites: 5
            minimum_trusted: 3
            privacy_epsilon_budget: 4.5
            """
                .formatted(FINGERPRINT.text().toLowerCase().replace(' ', '-')));

    assertThat(policy.approveOwners()).containsExactly(FINGERPRINT.text());
    assertThat(policy.cellFloor()).isEqualTo(20);
    assertThat(policy.siteFloor()).isEqualTo(5);
    assertThat(policy.trustedFloor()).isEqualTo(3);
    assertThat(policy.privacyBudget()).isEqualTo(4.5);
  }

  @Test
  void the_policys_floors_have_defaults() throws Exception {
    ApprovalPolicy policy = policy("schema: fedval.policy/v1\napprove_owners: []\n");

    assertThat(policy.cellFloor()).isEqualTo(10);
    assertThat(policy.siteFloor()).isEqualTo(3);
    assertThat(policy.trustedFloor()).isEqualTo(2);
    assertThat(policy.privacyBudget()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "minimum_cell: 1, minimum_cell must be 2 or more.",
    "minimum_sites: 2, minimum_sites must be 3 or more.",
    "minimum_trusted: 0, minimum_trusted must be 1 or more.",
    "privacy_epsilon_budget: -1, privacy_epsilon_budget must be a number from 0 to 100.",
    "minimum_cells: 5, line 3: unknown key 'minimum_cells'"
  })
  void a_policy_that_is_too_weak_is_refused(String line, String sentence) {
    assertThatThrownBy(() -> policy("schema: fedval.policy/v1\napprove_owners: []\n" + line + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void an_approved_owner_is_a_fingerprint() {
    for (String owners : new String[] {"[ABCD]", "[null]"}) {
      assertThatThrownBy(() -> policy("schema: fedval.policy/v1\napprove_owners: " + owners))
          .hasMessageEndingWith(
              "approve_owners must be fingerprints of 8 groups of 4 letters and digits.");
    }
    assertThatThrownBy(() -> policy("schema: fedval.policy/v1\n"))
        .hasMessageEndingWith("approve_owners must be a list of fingerprints, [] for none.");
  }

  @Test
  void trust_files_have_comments_and_any_case() throws Exception {
    String hash = "ab".repeat(32);
    Files.writeString(
        home.approvedRostersFile(), "# approved by N.\n\n" + hash.toUpperCase() + "  # v1\n");
    Files.writeString(
        home.fingerprintsFile(),
        FINGERPRINT.text().toLowerCase() + " # by phone\n#" + FINGERPRINT.text() + "\n");
    TrustFiles trust = new TrustFiles(home);

    assertThat(trust.approvesRoster(hash)).isTrue();
    assertThat(trust.approvesRoster("cd".repeat(32))).isFalse();
    assertThat(trust.fingerprints()).containsExactly(FINGERPRINT);
  }

  @Test
  void without_trust_files_nobody_is_trusted() throws Exception {
    assertThat(new TrustFiles(home).approvesRoster("ab".repeat(32))).isFalse();
    assertThat(new TrustFiles(home).fingerprints()).isEmpty();
  }

  @Test
  void a_mistyped_fingerprint_is_not_passed_over() throws Exception {
    Files.writeString(home.fingerprintsFile(), FINGERPRINT.text().substring(1) + "\n");

    assertThatThrownBy(() -> new TrustFiles(home).fingerprints())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("has an entry that is no fingerprint");
  }

  @Test
  void the_sites_keys_are_made_once_and_are_its_own() throws Exception {
    SiteKeys made = SiteKeys.loadOrCreate(home, new SecureRandom());
    SiteKeys again = SiteKeys.loadOrCreate(home, new SecureRandom());

    assertThat(again.identity().verifyingKey()).isEqualTo(made.identity().verifyingKey());
    assertThat(again.sealX()).isEqualTo(made.sealX());
    assertThat(again.sealKem()).isEqualTo(made.sealKem());
    assertThat(made.sealKem().size()).isEqualTo(1184);
    for (Path secret : new Path[] {home.identityKeyFile(), home.sealKeyFile()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    assertThat(made).hasToString("SiteKeys[redacted]");
  }

  @Test
  void a_sealing_key_of_another_length_is_refused() throws Exception {
    SiteKeys.loadOrCreate(home, new SecureRandom());
    byte[] seed = Files.readAllBytes(home.sealKeyFile());
    Files.write(home.sealKeyFile(), java.util.Arrays.copyOf(seed, seed.length - 1));

    assertThatThrownBy(() -> SiteKeys.load(home))
        .hasMessageContaining("seal.key is damaged or was sealed under another key");
  }

  @Test
  void the_pin_survives_and_refuses_what_is_no_address() throws Exception {
    String key = SigningKey.generate(new SecureRandom()).verifyingKey().hex();
    CoordinatorPin pin = new CoordinatorPin(CoordinatorPin.SCHEMA, "fedval.example", 7443, key);
    pin.write(home);

    assertThat(CoordinatorPin.read(home)).isEqualTo(pin);
    assertThatThrownBy(() -> new CoordinatorPin(CoordinatorPin.SCHEMA, "a\"\nport: 1", 1, key))
        .hasMessage("host and port must name the coordinator.");
    assertThatThrownBy(() -> new CoordinatorPin(CoordinatorPin.SCHEMA, "a", 1, "00"))
        .hasMessage("coordinator_key must be 64 hexadecimal digits.");
  }

  private AgentConfig agent(String yaml) throws Exception {
    Files.writeString(home.configFile(), yaml);
    return AgentConfig.read(home);
  }

  private ApprovalPolicy policy(String yaml) throws Exception {
    Files.writeString(home.policyFile(), yaml);
    return PolicyFile.read(home);
  }
}
