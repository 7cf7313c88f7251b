package org.fedval.agent.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.EnrolReply;
import org.fedval.proto.v1.EnrolRequest;
import org.fedval.proto.v1.Enrolled;
import org.fedval.proto.v1.EnrolmentServiceGrpc;
import org.fedval.wire.files.PrivateFiles;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.mtls.CredentialsException;
import org.fedval.wire.mtls.EnrollmentToken;
import org.fedval.wire.mtls.KeyAndChainFiles;
import org.fedval.wire.mtls.TlsKeyPair;
import org.fedval.wire.session.SignedBlobWire;

/**
 * Turns a one-time token into the site's transport certificate, the first or, after it was lost,
 * another one for the same identity key. All keys are made here; only public halves and the token
 * leave, over a connection that the token itself pins.
 */
public final class EnrolmentClient {
  private static final long CALL_SECONDS = 30;

  private EnrolmentClient() {}

  /**
   * Enrols and writes certificate, trust and the coordinator's pin into the home.
   *
   * @throws ConfigException with one sentence when the token, the address or the site id is wrong
   */
  public static void enrol(
      AgentHome home, AgentConfig config, String tokenText, Clock clock, SecureRandom random)
      throws ConfigException, IOException {
    try {
      EnrollmentToken token = EnrollmentToken.parse(tokenText);
      if (!token.siteId().equals(config.siteId())) {
        throw new ConfigException(
            "The enrolment token is for another site than the site_id of agent.yaml.");
      }
      SiteKeys keys = SiteKeys.loadOrCreate(home, random);
      TlsKeyPair tls = TlsKeyPair.generate(random);
      SignedBody request = IdentityClient.request(keys, tls, token.siteId(), token.hash(), clock);
      EnrolReply reply = call(home, config, token, request, clock);
      if (reply.hasRefused()) {
        throw new ConfigException(reply.getRefused().getSentence());
      }
      store(home, tls, reply.getEnrolled(), token);
    } catch (CredentialsException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "The coordinator answered with an address that is none; ask its operator.");
    }
  }

  private static EnrolReply call(
      AgentHome home, AgentConfig config, EnrollmentToken token, SignedBody request, Clock clock)
      throws ConfigException, IOException {
    ReceiptLog log = new ReceiptLog(home.receiptsFile(), clock);
    OutboundChannels channels =
        new OutboundChannels(
            config.httpProxy(home).orElse(null),
            new ReceiptInterceptor(log, sid -> Optional.empty()));
    ManagedChannel channel = channels.enrolment(config.enrolment(), token.issuingPin());
    try {
      return EnrolmentServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
          .enrol(
              EnrolRequest.newBuilder()
                  .setRequest(SignedBlobWire.outside(request))
                  .setToken(ByteString.copyFrom(token.secret()))
                  .setOrganisation(config.organisation())
                  .build());
    } catch (StatusRuntimeException e) {
      CoordinatorClient.requireReceipt(e);
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        throw new ConfigException(
            "The coordinator at %s cannot be reached, or is not the one that made the token; check enrolment and proxy in agent.yaml and the firewall."
                .formatted(config.enrolment()));
      }
      throw new ConfigException(
          "The coordinator refused the enrolment (" + e.getStatus().getCode() + ").");
    } finally {
      channel.shutdownNow();
    }
  }

  private static void store(
      AgentHome home, TlsKeyPair tls, Enrolled enrolled, EnrollmentToken token) throws IOException {
    List<X509Certificate> chain =
        CertificateFiles.decode(
            enrolled.getCertificateChainPem().toByteArray(), "The coordinator's answer");
    PrivateFiles.writePublic(home.tlsTrustFile(), enrolled.getTrustPem().toByteArray());
    KeyAndChainFiles.replace(home.tlsKeyFile(), home.tlsChainFile(), tls, chain);
    new CoordinatorPin(
            CoordinatorPin.SCHEMA,
            enrolled.getHost(),
            enrolled.getPort(),
            token.coordinatorKey().hex())
        .write(home);
    Files.deleteIfExists(home.tokenFile());
  }
}
