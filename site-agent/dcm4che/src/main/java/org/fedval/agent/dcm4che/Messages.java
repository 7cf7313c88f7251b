package org.fedval.agent.dcm4che;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.ElementDictionary;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.UID;
import org.dcm4che3.data.VR;
import org.dcm4che3.net.ApplicationEntity;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Connection;
import org.dcm4che3.net.Device;
import org.dcm4che3.net.DimseRSP;
import org.dcm4che3.net.IncompatibleConnectionException;
import org.dcm4che3.net.Priority;
import org.dcm4che3.net.Status;
import org.dcm4che3.net.TransferCapability;
import org.dcm4che3.net.pdu.AAssociateRQ;
import org.dcm4che3.net.pdu.PresentationContext;
import org.dcm4che3.net.service.BasicCEchoSCP;
import org.dcm4che3.net.service.DicomServiceRegistry;
import org.fedval.agent.dicom.ArchivePath;
import org.fedval.agent.dicomweb.ArchiveTls;
import org.fedval.agent.dimse.DimseSettings;

/**
 * Single messages to one archive, each over an association of its own, tried once. Thread-safe;
 * C-MOVE runs one at a time, for all of them share the port that the archive sends to.
 */
final class Messages {
  private static final String[] NATIVE = {UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian};
  private static final String[] TLS_SUITES = {
    "TLS_AES_256_GCM_SHA384",
    "TLS_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
  };

  private final DimseSettings settings;
  private final Device device = new Device("fedval");
  private final ApplicationEntity entity;
  private final Connection outward = new Connection();
  private final Connection inward = new Connection();
  private final Connection remote = new Connection();
  private final Deliveries deliveries;
  private final ReentrantLock moving = new ReentrantLock();

  /**
   * @throws IOException with one sentence when a key file cannot be used
   */
  Messages(DimseSettings settings) throws IOException {
    this.settings = settings;
    this.deliveries = new Deliveries(settings.instanceBytes());
    String own = settings.callingTitle() == null ? "FEDVAL" : settings.callingTitle();
    this.entity = new ApplicationEntity(own);
    entity.addTransferCapability(
        new TransferCapability(null, "*", TransferCapability.Role.SCP, "*"));
    entity.setAcceptedCallingAETitles(settings.calledTitle());
    entity.setAssociationAcceptor(true);
    entity.setAssociationInitiator(true);
    for (Connection connection : new Connection[] {outward, inward, remote}) {
      tune(connection);
    }
    remote.setHostname(settings.host());
    remote.setPort(settings.port());
    device.addConnection(outward);
    if (settings.storePort() != null) {
      inward.setPort(settings.storePort());
      inward.setTlsNeedClientAuth(true);
      device.addConnection(inward);
      entity.addConnection(inward);
    }
    entity.addConnection(outward);
    device.addApplicationEntity(entity);
    DicomServiceRegistry services = new DicomServiceRegistry();
    services.addDicomService(new BasicCEchoSCP());
    services.addDicomService(deliveries);
    device.setDimseRQHandler(services);
    device.setExecutor(daemons());
    device.setScheduledExecutor(clock());
    if (settings.trustFile() != null) {
      device.setTrustManager(ArchiveTls.anchors(settings.trustFile())[0]);
      if (settings.keyFile() != null && settings.chainFile() != null) {
        device.setKeyManager(ArchiveTls.keys(settings.keyFile(), settings.chainFile())[0]);
      }
    }
  }

  private void tune(Connection connection) {
    int millis = settings.requestMillis();
    connection.setConnectTimeout(Math.min(20_000, millis));
    connection.setAcceptTimeout(millis);
    connection.setRequestTimeout(millis);
    connection.setSendTimeout(millis);
    connection.setResponseTimeout(millis);
    connection.setRetrieveTimeout(millis);
    connection.setReleaseTimeout(5_000);
    connection.setTcpNoDelay(true);
    connection.setSocketCloseDelay(0);
    if (settings.trustFile() != null) {
      connection.setTlsProtocols("TLSv1.3", "TLSv1.2");
      connection.setTlsCipherSuites(TLS_SUITES);
      connection.setTlsEndpointIdentificationAlgorithm(
          Connection.EndpointIdentificationAlgorithm.HTTPS);
    }
  }

  /** C-ECHO. */
  void echo() throws IOException, InterruptedException, Refused {
    AAssociateRQ request = request();
    request.addPresentationContext(new PresentationContext(1, UID.Verification, NATIVE));
    converse(
        request,
        association -> {
          DimseRSP answer = association.cecho();
          requireSuccess(answer);
        });
  }

  /**
   * C-FIND in the study root model.
   *
   * @param level {@code STUDY}, {@code SERIES} or {@code IMAGE}
   * @param keys what results must match
   * @param uid the level's own UID attribute
   * @param detail the further attribute that is asked for
   */
  void find(
      String level, Map<Integer, String> keys, int uid, int detail, Consumer<? super Found> results)
      throws IOException, InterruptedException, Refused {
    Attributes query = new Attributes();
    query.setString(Tag.QueryRetrieveLevel, VR.CS, level);
    query.setNull(uid, VR.UI);
    query.setNull(detail, ElementDictionary.vrOf(detail, null));
    keys.forEach((tag, value) -> query.setString(tag, ElementDictionary.vrOf(tag, null), value));
    AAssociateRQ request = request();
    String model = UID.StudyRootQueryRetrieveInformationModelFind;
    request.addPresentationContext(new PresentationContext(1, model, NATIVE));
    converse(
        request,
        association -> {
          DimseRSP answer = association.cfind(model, Priority.NORMAL, query, null, 0);
          while (answer.next()) {
            Attributes found = answer.getDataset();
            if (Status.isPending(answer.getCommand().getInt(Tag.Status, -1)) && found != null) {
              results.accept(new Found(found.getString(uid, ""), found.getString(detail)));
            }
          }
          requireSuccess(answer.getCommand());
        });
  }

  /** One instance as a Part 10 file, by C-GET or C-MOVE as configured. */
  byte[] retrieve(ArchivePath at, List<String> sopClasses)
      throws IOException, InterruptedException, Refused {
    Attributes keys = new Attributes();
    keys.setString(Tag.QueryRetrieveLevel, VR.CS, "IMAGE");
    keys.setString(Tag.StudyInstanceUID, VR.UI, at.study());
    keys.setString(Tag.SeriesInstanceUID, VR.UI, at.series());
    keys.setString(Tag.SOPInstanceUID, VR.UI, at.instance());
    try (Deliveries.Awaited awaited = deliveries.await(at.instance())) {
      if (settings.storePort() == null) {
        get(keys, sopClasses);
      } else {
        move(keys);
      }
      return awaited.file();
    }
  }

  private void get(Attributes keys, List<String> sopClasses)
      throws IOException, InterruptedException, Refused {
    AAssociateRQ request = request();
    String model = UID.StudyRootQueryRetrieveInformationModelGet;
    request.addPresentationContext(new PresentationContext(1, model, NATIVE));
    StorageContexts.offer(request, sopClasses);
    converse(
        request,
        association -> requireSuccess(association.cget(model, Priority.NORMAL, keys, null)));
  }

  private void move(Attributes keys) throws IOException, InterruptedException, Refused {
    AAssociateRQ request = request();
    String model = UID.StudyRootQueryRetrieveInformationModelMove;
    request.addPresentationContext(new PresentationContext(1, model, NATIVE));
    moving.lockInterruptibly();
    try {
      inward.bind();
      converse(
          request,
          association ->
              requireSuccess(
                  association.cmove(model, Priority.NORMAL, keys, null, entity.getAETitle())));
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up.");
    } finally {
      inward.unbind();
      moving.unlock();
    }
  }

  private AAssociateRQ request() {
    AAssociateRQ request = new AAssociateRQ();
    request.setCalledAET(settings.calledTitle());
    request.setCallingAET(entity.getAETitle());
    return request;
  }

  private interface Talk {
    void over(Association association) throws IOException, InterruptedException, Refused;
  }

  private void converse(AAssociateRQ request, Talk talk)
      throws IOException, InterruptedException, Refused {
    Association association;
    try {
      association = entity.connect(outward, remote, request);
    } catch (IncompatibleConnectionException | GeneralSecurityException e) {
      throw new IOException("The association cannot be opened.");
    }
    boolean released = false;
    try {
      talk.over(association);
      association.release();
      released = true;
    } finally {
      if (!released) {
        association.abort();
      }
    }
  }

  /** Waits for the last response and takes only Success for a success. */
  private static void requireSuccess(DimseRSP answer)
      throws IOException, InterruptedException, Refused {
    while (answer.next()) {
      // Pending responses only count sub-operations.
    }
    requireSuccess(answer.getCommand());
  }

  private static void requireSuccess(Attributes command) throws Refused {
    if (command == null || command.getInt(Tag.Status, -1) != Status.Success) {
      throw new Refused("The archive did not carry out the message.");
    }
  }

  private static ExecutorService daemons() {
    return Executors.newCachedThreadPool(task -> daemon(task));
  }

  private static ScheduledExecutorService clock() {
    return Executors.newSingleThreadScheduledExecutor(task -> daemon(task));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fedval-dimse");
    thread.setDaemon(true);
    return thread;
  }

  /** Matching keys of a level below a study. */
  static Map<Integer, String> below(String study) {
    Map<Integer, String> keys = new TreeMap<>();
    keys.put(Tag.StudyInstanceUID, study);
    return keys;
  }
}
