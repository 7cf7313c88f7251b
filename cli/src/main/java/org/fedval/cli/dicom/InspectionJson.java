package org.fedval.cli.dicom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.Inspection;
import org.jspecify.annotations.Nullable;

/** One line of {@code fedval dicom inspect --json}. */
final class InspectionJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private InspectionJson() {}

  static String line(String file, Inspection inspection) throws JsonProcessingException {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("file", file);
    line.put("status", inspection.ok() ? "ok" : "refused");
    line.put("reason", reason(inspection.fault()));
    line.put("transfer_syntax", inspection.transferSyntaxUid());
    if (inspection.assumedTransferSyntaxUid() != null) {
      line.put("assumed_transfer_syntax", inspection.assumedTransferSyntaxUid());
    }
    line.put("attributes", inspection.attributes());
    line.put("frames", inspection.frames());
    line.put("pixels", pixels(inspection.pixels()));
    return MAPPER.writeValueAsString(line);
  }

  /** The code that the agent counts the file under, and why. */
  static @Nullable String reason(@Nullable DicomFault fault) {
    return fault == null ? null : fault.reason() + ": " + fault.getMessage();
  }

  private static @Nullable Map<String, Object> pixels(Inspection.@Nullable Pixels pixels) {
    if (pixels == null) {
      return null;
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("dtype", pixels.dtype());
    members.put("shape", pixels.shape());
    members.put("sha256", pixels.sha256());
    return members;
  }
}
