// What libFuzzer calls (scripts/fuzz TARGET --coverage); not part of the ordinary build, which has a `main` of its own.
#if CARNELIAN_COVERAGE
import Foundation

/// The target that the environment names.
private let target: any FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["CARNELIAN_FUZZ_TARGET"] ?? ""
    guard let type = FuzzTargets.all.first(where: { $0.name == name }), let target = try? type.init() else {
        fatalError("no target \(name)")
    }
    return target
}()

/// Checks one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    var random = FuzzRandom(seed: 1, input: count)
    do {
        _ = try target.check(input, &random)
    } catch {
        fatalError("finding: \(error)")
    }
    return 0
}

/// A fresh input of the target now and then, else a change to one that reached new code.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int, _ limit: Int, _ seed: CUnsignedInt) -> Int {
    var random = FuzzRandom(seed: UInt64(seed), input: count)
    let old = unsafe Array(UnsafeBufferPointer(start: UnsafePointer(bytes), count: count))
    let fresh = target.input(&random)
    let new = random.percent(25) ? fresh : Mutation.mutate(old, with: [old, fresh], &random)
    let kept = new.prefix(limit)
    for (index, byte) in kept.enumerated() { unsafe bytes?[index] = byte }
    return kept.count
}
#endif
