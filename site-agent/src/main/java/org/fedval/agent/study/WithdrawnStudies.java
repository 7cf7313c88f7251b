package org.fedval.agent.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.fedval.agent.config.AgentHome;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.PrivateFiles;

/** Studies that the operator withdrew this site from; they are denied whenever they are offered. */
final class WithdrawnStudies {
  private final AgentHome home;

  WithdrawnStudies(AgentHome home) {
    this.home = home;
  }

  boolean contains(Sha256Digest study) throws IOException {
    return lines().contains(study.hex());
  }

  void add(Sha256Digest study) throws IOException {
    if (!contains(study)) {
      String text = String.join("\n", lines());
      PrivateFiles.write(
          home.withdrawnFile(),
          (text + (text.isEmpty() ? "" : "\n") + study.hex() + "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<String> lines() throws IOException {
    return Files.exists(home.withdrawnFile())
        ? Files.readAllLines(home.withdrawnFile())
        : List.of();
  }
}
