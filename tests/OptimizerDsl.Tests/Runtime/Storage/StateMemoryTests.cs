using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class StateMemoryTests
{
    // Lines of one hash take each other's place in the first-level cache of some processors.
    [Theory]
    [InlineData(1 << 20)]
    [InlineData(1 << 23)]
    [InlineData(1 << 24)]
    [InlineData(1 << 25)]
    [InlineData(1 << 26)]
    [InlineData((1 << 26) + 16)]
    [InlineData(3 << 24)]
    public void Large_buffers_seldom_have_lines_of_one_hash(int length)
    {
        nint[] addresses = new StateMemory([StateFormat.Full, StateFormat.Full, StateFormat.Full], sizeof(float), length, 2048).Addresses;
        for (int i = 0; i < addresses.Length; i++)
        {
            Assert.Equal(2048, addresses[i] % 4096);
            for (int j = 0; j < i; j++)
            {
                int alike = Enumerable.Range(0, length / 1024).Count(page => Hash(addresses[i] + page * 4096L) == Hash(addresses[j] + page * 4096L));
                Assert.InRange(alike, 0, length / 1024 / 16);
            }
        }

        // As published by Lipp and others, "Take A Way", 2020: pairs of bits of the address.
        static int Hash(long address) =>
            new[] { (12, 27), (13, 26), (14, 25), (15, 20), (16, 21), (17, 22), (18, 23), (19, 24) }
                .Select((pair, bit) => (int)(((address >> pair.Item1) ^ (address >> pair.Item2)) & 1) << bit).Sum();
    }
}
