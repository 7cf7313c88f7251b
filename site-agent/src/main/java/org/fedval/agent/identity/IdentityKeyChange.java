package org.fedval.agent.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.grpc.IdentityClient;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.wire.files.SigningKeyFile;

/**
 * Gives the site another identity key. The new key waits beside the old one until the coordinator
 * has taken both signatures, so that the command may be cut off at any point and run again.
 */
public final class IdentityKeyChange {
  private IdentityKeyChange() {}

  /**
   * Changes the key; the agent must not be running.
   *
   * @return the new key's fingerprint
   * @throws ConfigException with one sentence when the coordinator refuses
   */
  public static Fingerprint change(
      AgentHome home, IdentityClient coordinator, Clock clock, SecureRandom random)
      throws ConfigException, IOException {
    AgentConfig config = AgentConfig.read(home);
    SigningKey old = SiteKeys.load(home).identity();
    if (!Files.exists(home.nextIdentityKeyFile())) {
      SigningKeyFile.write(home.nextIdentityKeyFile(), SigningKey.generate(random));
    }
    SigningKey successor = SigningKeyFile.read(home.nextIdentityKeyFile());
    try {
      coordinator.rotate(
          SignedRotation.sign(config.siteId(), old, successor, clock.instant().getEpochSecond()));
    } catch (IdentityClient.RefusedException e) {
      Files.delete(home.nextIdentityKeyFile());
      throw new ConfigException("The coordinator refused the new identity key: " + e.getMessage());
    } catch (IdentityClient.UnreachableException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
    Files.move(home.nextIdentityKeyFile(), home.identityKeyFile(), StandardCopyOption.ATOMIC_MOVE);
    return successor.verifyingKey().fingerprint();
  }
}
