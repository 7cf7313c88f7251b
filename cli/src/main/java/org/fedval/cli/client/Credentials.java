package org.fedval.cli.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.wire.mtls.MtlsCredentials;

/** A folder with {@code key.pem}, {@code chain.pem} and {@code trust.pem}. */
public record Credentials(Path folder) {
  private static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

  /** Opens a connection to {@code HOST:PORT}. */
  public ManagedChannel connect(String coordinator) throws IOException, RefusedException {
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(
          "--credentials " + folder + " is not a folder; the operator hands one out.");
    }
    if (!coordinator.matches("[^:]+:[0-9]{1,5}")) {
      throw new RefusedException("--coordinator must be HOST:PORT, such as fedval.example:7443.");
    }
    MtlsCredentials tls =
        MtlsCredentials.load(
            folder.resolve("key.pem"), folder.resolve("chain.pem"), folder.resolve("trust.pem"));
    return NettyChannelBuilder.forTarget(coordinator)
        .sslContext(tls.clientContext())
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .build();
  }
}
