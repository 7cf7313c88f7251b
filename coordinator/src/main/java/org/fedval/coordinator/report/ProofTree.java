package org.fedval.coordinator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;

/** A {@link ReportProof} as a JSON tree and back; bytes are padded base64. */
final class ProofTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String BODY = "body";
  private static final String SIGNATURE = "signature";
  private static final String BUNDLE = "bundle";
  private static final String DESCRIPTION = "description";
  private static final String CRITERIA = "criteria";
  private static final String LATER = "later";
  private static final String OWNER = "owner_signature";

  private ProofTree() {}

  static ObjectNode of(ReportProof proof) {
    ObjectNode root = NODES.objectNode();
    root.set("study", signed(proof.study()).put(OWNER, text(proof.ownerSignature())));
    ReportProof.Bundle bundle = proof.bundle();
    root.set(
        BUNDLE,
        bundle == null
            ? NODES.nullNode()
            : signed(bundle.manifest()).put(DESCRIPTION, text(bundle.description())));
    root.set("roster", signed(proof.roster()));
    root.put(CRITERIA, text(proof.criteria()));
    write(root, proof.first());
    ArrayNode later = root.putArray(LATER);
    for (SessionProof session : proof.sessions().subList(1, proof.sessions().size())) {
      write(later.addObject(), session);
    }
    return root;
  }

  private static void write(ObjectNode root, SessionProof session) {
    root.put("slot", session.slot());
    root.put("layout", text(session.layout()));
    root.put("published_digest", session.published().hex());
    root.set("proposal", signed(session.proposal()));
    root.set("advertise_set", signed(session.advertiseSet()));
    root.set("share_delivery", signed(session.shareDelivery()));
    root.set("survivor_set", signed(session.survivorSet()));
    root.set("commit_certificate", signed(session.commitCertificate()));
    ArrayNode opened = root.putArray("opened");
    session.opened().forEach(opened::add);
    root.put("result_digest", session.resultDigest().hex());
    root.put("log_entry", text(session.logEntry()));
    root.put("log_proof", session.logProof());
    root.put("cosignatures", session.cosignatures());
    root.put("quorum", session.quorum());
    root.put("witnesses", session.witnesses());
  }

  static ReportProof read(JsonNode tree) throws ReportFormatException {
    JsonFields root = new JsonFields(tree, "report.proof");
    JsonFields study = root.object("study");
    JsonFields bundle = root.objectOrNull(BUNDLE);
    List<SessionProof> sessions = new ArrayList<>();
    sessions.add(session(root));
    sessions.addAll(root.list(LATER, ProofTree::session));
    return new ReportProof(
        signed(study, "study"),
        octets(study, OWNER, "study"),
        bundle == null
            ? null
            : new ReportProof.Bundle(signed(bundle, BUNDLE), octets(bundle, DESCRIPTION, BUNDLE)),
        signed(root.object("roster"), "roster"),
        octets(root, CRITERIA, CRITERIA),
        sessions);
  }

  private static SessionProof session(JsonFields root) throws ReportFormatException {
    return new SessionProof(
        root.text("slot"),
        octets(root, "layout", "layout"),
        digest(root, "published_digest"),
        signed(root.object("proposal"), "proposal"),
        signed(root.object("advertise_set"), "advertise_set"),
        signed(root.object("share_delivery"), "share_delivery"),
        signed(root.object("survivor_set"), "survivor_set"),
        signed(root.object("commit_certificate"), "commit_certificate"),
        root.texts("opened"),
        digest(root, "result_digest"),
        octets(root, "log_entry", "log_entry"),
        root.text("log_proof"),
        root.small("cosignatures"),
        root.small("quorum"),
        root.small("witnesses"));
  }

  private static ObjectNode signed(SignedBody signed) {
    return NODES
        .objectNode()
        .put(BODY, text(Octets.of(signed.body())))
        .put(SIGNATURE, text(signed.signatureOctets()));
  }

  private static SignedBody signed(JsonFields node, String name) throws ReportFormatException {
    try {
      return SignedBody.of(octets(node, BODY, name).toByteArray(), octets(node, SIGNATURE, name));
    } catch (MalformedBody e) {
      throw wrong(name);
    }
  }

  private static String text(Octets bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Octets octets(JsonFields node, String key, String name)
      throws ReportFormatException {
    try {
      return Octets.of(Base64.getDecoder().decode(node.text(key)));
    } catch (IllegalArgumentException e) {
      throw wrong(name);
    }
  }

  private static Sha256Digest digest(JsonFields node, String key) throws ReportFormatException {
    try {
      return Sha256Digest.parse(node.text(key));
    } catch (MalformedBody e) {
      throw wrong(key);
    }
  }

  private static ReportFormatException wrong(String name) {
    return new ReportFormatException("In report.proof." + name + ": expected signed bytes.");
  }
}
