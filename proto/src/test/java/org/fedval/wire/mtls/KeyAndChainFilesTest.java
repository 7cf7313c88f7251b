package org.fedval.wire.mtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash between any two writes leaves a key that belongs to its certificate. */
class KeyAndChainFilesTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder;
  private Path key;
  private Path chain;
  private Path trust;
  private final TlsKeyPair old = TlsKeyPair.generate(RANDOM);
  private final TlsKeyPair fresh = TlsKeyPair.generate(RANDOM);
  private List<X509Certificate> oldChain;
  private List<X509Certificate> freshChain;

  @BeforeEach
  void pair() throws Exception {
    CertificateAuthority authority =
        CertificateAuthority.create(folder.resolve("ca"), "test", Clock.systemUTC(), RANDOM);
    oldChain = authority.issueServer(old.publicKey(), List.of("localhost"));
    freshChain = authority.issueServer(fresh.publicKey(), List.of("localhost"));
    key = folder.resolve("tls.pem");
    chain = folder.resolve("tls-chain.pem");
    trust = folder.resolve("trust.pem");
    CertificateFiles.write(trust, authority.trust());
    KeyAndChainFiles.replace(key, chain, old, oldChain);
  }

  @Test
  void both_files_change_together() throws Exception {
    KeyAndChainFiles.replace(key, chain, fresh, freshChain);

    assertThat(loaded()).isEqualTo(freshChain.get(0));
    assertThat(KeyAndChainFiles.next(key)).doesNotExist();
  }

  @Test
  void a_crash_before_the_chain_was_written_keeps_the_old_pair() throws Exception {
    fresh.write(KeyAndChainFiles.next(key));

    KeyAndChainFiles.settle(key, chain);

    assertThat(loaded()).isEqualTo(oldChain.get(0));
    assertThat(KeyAndChainFiles.next(key)).doesNotExist();
  }

  @Test
  void a_crash_after_the_chain_was_written_gives_the_new_pair() throws Exception {
    fresh.write(KeyAndChainFiles.next(key));
    CertificateFiles.write(chain, freshChain);

    KeyAndChainFiles.settle(key, chain);

    assertThat(loaded()).isEqualTo(freshChain.get(0));
    assertThat(Files.list(folder).map(p -> p.getFileName().toString()))
        .doesNotContain("tls.pem.next");
  }

  private X509Certificate loaded() throws Exception {
    return MtlsCredentials.load(key, chain, trust).certificate();
  }
}
