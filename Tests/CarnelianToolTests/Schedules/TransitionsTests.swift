import CarnelianTool
import Testing

struct TransitionsTests {
    @Test func aZonesChangesAreTold() {
        let answer = FireTimesQuestion.answer(to: #"{"type":"transitions","timeZone":"Asia/Pyongyang"}"#).text
        #expect(answer.hasPrefix(#"{"version":"20"#))
        #expect(answer.hasSuffix(#""offset":32400,"transitions":[[1439564400,30600],[1525446000,32400]]}"#))
    }

    @Test func anUnknownZoneIsAnError() {
        let answer = FireTimesQuestion.answer(to: #"{"type":"transitions","timeZone":"Mars/Phobos"}"#).text
        #expect(answer.hasPrefix(#"{"error":"#))
    }
}
