package org.fedval.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.KekSource;
import org.fedval.agent.vault.LocalDisk;

/** Opens the key that encrypts the files of one home, from the source that agent.yaml names. */
public final class HomeVault {
  private HomeVault() {}

  /**
   * Opens the key; makes it at the first start.
   *
   * @throws ConfigException when agent.yaml cannot be used
   * @throws IOException with one sentence when the key cannot be had or is another one
   */
  public static Kek open(AgentHome home, SecureRandom random) throws ConfigException, IOException {
    KekSource source =
        Files.exists(home.configFile()) ? AgentConfig.read(home).kekSource() : KekSource.FILE;
    return source.open(home.keys(), new LocalDisk(), random);
  }
}
