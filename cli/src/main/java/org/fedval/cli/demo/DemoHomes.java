package org.fedval.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fedval.agent.config.AgentHome;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.files.PrivateFiles;

/** Writes the files that operators write by hand in real life. */
final class DemoHomes {
  private DemoHomes() {}

  /**
   * Short deadlines: 20 s a phase, a site is given up 30 s after its last sign of life.
   *
   * @param pages whether it serves pages; then people have ten minutes to approve their own studies
   */
  static void coordinator(CoordinatorHome home, boolean pages) throws IOException {
    home.prepare();
    Files.writeString(
        home.configFile(),
        """
        schema: fedval.coordinator/v1
        host: 127.0.0.1
        port: 0
        enrolment_port: 0
        recruiting_seconds: %d
        phase_seconds: 20
        sign_of_life_seconds: 30
        """
                .formatted(pages ? 600 : 20)
            + (pages ? "web: {port: 0}\n" : ""));
  }

  /**
   * The site's configuration, its policy for this one vendor, and its enrolment token.
   *
   * @param siteLevel whether the policy allows estimates of single sites
   */
  static void site(
      AgentHome home,
      DemoSite site,
      String enrolment,
      String token,
      Fingerprint vendor,
      boolean siteLevel)
      throws IOException {
    home.prepare();
    Files.writeString(
        home.configFile(),
        """
        schema: fedval.agent/v1
        site_id: %s
        organisation: "Demo hospital %s"
        enrolment: "%s"
        data: "%s"
        threads: 1
        """
            .formatted(
                site.siteId(),
                site.siteId(),
                enrolment,
                site.data().toString().replace("\\", "\\\\").replace("\"", "\\\"")));
    Files.writeString(
        home.policyFile(),
        """
        schema: fedval.policy/v1
        # Studies of this owner run here without asking a person again.
        approve_owners: ["%s"]
        minimum_cell: 10
        minimum_sites: 3
        minimum_trusted: 2
        # What all studies with differential privacy together may cost this site's patients.
        privacy_epsilon_budget: 20
        %s"""
            .formatted(vendor.text(), siteLevel ? "allow_site_level_estimates: true\n" : ""));
    PrivateFiles.write(home.tokenFile(), token.getBytes(StandardCharsets.UTF_8));
  }

  /** What a site's operator does after comparing fingerprints by phone. */
  static void trust(AgentHome home, String ownSite, Roster roster) throws IOException {
    write(home.approvedRostersFile(), List.of(roster.hash().hex()));
    write(
        home.fingerprintsFile(),
        roster.members().stream()
            .filter(m -> !m.siteId().equals(ownSite))
            .map(m -> m.identity().fingerprint().text() + "  # " + m.siteId())
            .toList());
  }

  private static void write(Path file, List<String> lines) throws IOException {
    PrivateFiles.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
