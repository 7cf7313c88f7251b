package org.fedval.agent.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.fedval.wire.files.Pem;
import org.fedval.wire.files.PrivateFiles;

/** Self-signed RSA certificates as a hospital's IT makes them, by the JDK's own {@code keytool}. */
public final class HospitalCertificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;
  public final Path keyFile;
  public final Path chainFile;

  /** A new pair for this name, for the host 127.0.0.1 unless another is named. */
  public HospitalCertificates(Path folder, String name, String host) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "own",
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-validity",
                    "2",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=" + host,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    new String(PASSWORD)))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
    store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD);
    keyFile = folder.resolve(name + "-key.pem");
    chainFile = folder.resolve(name + ".pem");
    PrivateFiles.write(
        keyFile, Pem.encode(Pem.PRIVATE_KEY, List.of(store.getKey("own", PASSWORD).getEncoded())));
    Files.write(
        chainFile, Pem.encode(Pem.CERTIFICATE, List.of(store.getCertificate("own").getEncoded())));
  }

  /** A server's context that trusts this one client. */
  public SSLContext serverFor(HospitalCertificates client) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore accepted = KeyStore.getInstance("PKCS12");
    accepted.load(null, null);
    accepted.setCertificateEntry("client", client.store.getCertificate("own"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(accepted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
